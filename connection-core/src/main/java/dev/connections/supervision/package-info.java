/** What keeps one resource alive: opens it, shares it, replaces it, drains it. The only place that knows about healing. */
@NullMarked
package dev.connections.supervision;

import org.jspecify.annotations.NullMarked;
