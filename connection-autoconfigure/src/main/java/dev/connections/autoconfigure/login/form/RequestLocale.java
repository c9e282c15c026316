package dev.connections.autoconfigure.login.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** Tells the language of the sender of a request. */
@FunctionalInterface
public interface RequestLocale {

    Locale of(HttpServletRequest request);
}
