/** What the owners bought, kept by the connection shop. */
@NullMarked
package dev.connections.samples.repositories.shop;

import org.jspecify.annotations.NullMarked;
