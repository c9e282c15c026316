@NullMarked
package dev.connections.samples.repositories;

import org.jspecify.annotations.NullMarked;
