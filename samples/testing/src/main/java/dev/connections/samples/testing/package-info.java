/** What the tests of several samples need: a browser, and a client for HTTP with cookies. */
package dev.connections.samples.testing;
