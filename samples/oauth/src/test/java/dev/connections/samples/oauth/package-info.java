/** Tests of the sign-in. */
package dev.connections.samples.oauth;
