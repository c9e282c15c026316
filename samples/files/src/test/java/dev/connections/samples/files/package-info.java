@NullMarked
package dev.connections.samples.files;

import org.jspecify.annotations.NullMarked;
