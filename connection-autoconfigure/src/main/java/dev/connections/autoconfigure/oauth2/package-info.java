/** Access tokens of Spring Security's OAuth2 client for connections. API: {@code OAuth2Tokens}. */
@NullMarked
package dev.connections.autoconfigure.oauth2;

import org.jspecify.annotations.NullMarked;
