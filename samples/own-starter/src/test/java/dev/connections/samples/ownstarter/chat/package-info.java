@NullMarked
package dev.connections.samples.ownstarter.chat;

import org.jspecify.annotations.NullMarked;
