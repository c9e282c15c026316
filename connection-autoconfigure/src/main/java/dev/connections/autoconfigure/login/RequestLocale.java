package dev.connections.autoconfigure.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** Tells the language of whoever sent a request. */
@FunctionalInterface
interface RequestLocale {

    Locale of(HttpServletRequest request);
}
