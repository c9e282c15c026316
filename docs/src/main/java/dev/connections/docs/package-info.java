/** What the documentation is made with. */
@NullMarked
package dev.connections.docs;

import org.jspecify.annotations.NullMarked;
