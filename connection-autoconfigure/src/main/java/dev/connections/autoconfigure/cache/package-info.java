/** Auto-configuration of cached queries: what gives their annotations effect, what is checked of them, and whose results are whose. */
@NullMarked
package dev.connections.autoconfigure.cache;

import org.jspecify.annotations.NullMarked;
