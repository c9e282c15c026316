/** A dashboard on an HTTP service. */
package dev.connections.samples.weather;
