/** Servers from PyPI, for tests against implementations that this project did not write. */
@NullMarked
package dev.connections.testing.python;

import org.jspecify.annotations.NullMarked;
