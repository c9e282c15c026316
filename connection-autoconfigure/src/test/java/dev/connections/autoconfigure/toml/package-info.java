@NullMarked
package dev.connections.autoconfigure.toml;

import org.jspecify.annotations.NullMarked;
