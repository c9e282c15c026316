@NullMarked
package dev.connections.autoconfigure.libraries;

import org.jspecify.annotations.NullMarked;
