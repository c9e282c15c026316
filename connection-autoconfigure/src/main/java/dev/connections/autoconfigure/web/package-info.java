/** What all that serves users of a web application shares. */
@NullMarked
package dev.connections.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
