@NullMarked
package dev.connections.samples.login;

import org.jspecify.annotations.NullMarked;
