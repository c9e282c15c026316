/** Emulators and fakes of file stores. */
@NullMarked
package dev.connections.testing.files;

import org.jspecify.annotations.NullMarked;
