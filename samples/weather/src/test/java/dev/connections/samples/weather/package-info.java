/** Tests of the dashboard. */
package dev.connections.samples.weather;
