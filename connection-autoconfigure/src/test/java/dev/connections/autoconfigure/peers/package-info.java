/** Tests against servers from PyPI, in the Maven profile {@code peers}. */
@NullMarked
package dev.connections.autoconfigure.peers;

import org.jspecify.annotations.NullMarked;
