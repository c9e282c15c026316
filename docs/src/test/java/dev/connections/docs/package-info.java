@NullMarked
package dev.connections.docs;

import org.jspecify.annotations.NullMarked;
