/**
 * The API: named connections, what opens them, and what their users hold. All public types are API, for users and for
 * the authors of connection types.
 */
@NullMarked
package dev.connections;

import org.jspecify.annotations.NullMarked;
