package dev.connections.autoconfigure.login;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Shows login pages. A bean of the application's own takes the place of the page that there is. Safe for use by several
 * threads.
 */
public interface LoginPage {

    /**
     * Writes the page. Its status and the headers that keep it out of caches are set already.
     *
     * @param login what to show; it is not escaped
     * @param request the request
     * @param response the answer
     */
    void show(LoginView login, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException;
}
