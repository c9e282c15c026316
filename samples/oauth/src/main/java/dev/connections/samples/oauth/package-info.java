/** Signs users in, and calls a service on their behalf. */
package dev.connections.samples.oauth;
