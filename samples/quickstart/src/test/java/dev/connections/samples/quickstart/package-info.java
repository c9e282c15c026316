@NullMarked
package dev.connections.samples.quickstart;

import org.jspecify.annotations.NullMarked;
