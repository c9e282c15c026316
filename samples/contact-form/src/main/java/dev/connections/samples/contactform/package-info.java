/** A form whose messages are sent by mail. */
@NullMarked
package dev.connections.samples.contactform;

import org.jspecify.annotations.NullMarked;
