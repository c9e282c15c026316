@NullMarked
package dev.connections.samples.contactform;

import org.jspecify.annotations.NullMarked;
