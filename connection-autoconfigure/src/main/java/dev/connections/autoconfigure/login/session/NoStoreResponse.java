package dev.connections.autoconfigure.login.session;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Response to a user who is logged in: {@code Cache-Control: no-store}, unless the application sets that header itself.
 * Without it a proxy may store the response, and the browser shows it after the logout (RFC 9111, section 4.2.2).
 */
public final class NoStoreResponse extends HttpServletResponseWrapper {

    private static final String CACHE_CONTROL = "Cache-Control";

    private static final String NO_STORE = "no-store";

    private boolean isPrivate;

    public NoStoreResponse(HttpServletResponse response) {
        super(response);
    }

    /** Has no effect on a response that is committed. */
    void preventCaching() {
        if (!isPrivate) {
            isPrivate = true;
            setDefault();
        }
    }

    /** Sets the header if an include has asked for it, where headers are ignored. */
    public void afterIncludes() {
        if (isPrivate) {
            setDefault();
        }
    }

    private void setDefault() {
        if (getHeader(CACHE_CONTROL) == null) {
            setHeader(CACHE_CONTROL, NO_STORE);
        }
    }

    /** The first value of the application replaces the default. */
    @Override
    public void addHeader(String name, String value) {
        if (CACHE_CONTROL.equalsIgnoreCase(name) && NO_STORE.equals(getHeader(CACHE_CONTROL))) {
            setHeader(name, value);
        } else {
            super.addHeader(name, value);
        }
    }

    @Override
    public void reset() {
        super.reset();
        if (isPrivate) {
            setDefault();
        }
    }
}
