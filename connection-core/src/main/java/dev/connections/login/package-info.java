/** Connections that each user opens with credentials of their own. Knows of no web server. */
@NullMarked
package dev.connections.login;

import org.jspecify.annotations.NullMarked;
