/** The API: named connections, what opens them, and what their users hold. */
@NullMarked
package dev.connections;

import org.jspecify.annotations.NullMarked;
