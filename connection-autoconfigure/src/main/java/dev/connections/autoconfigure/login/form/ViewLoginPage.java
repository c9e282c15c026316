package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginPage;
import dev.connections.autoconfigure.login.LoginView;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Shows a login by a view of the application, whose model has it as {@code login}. */
public final class ViewLoginPage implements LoginPage {

    private final String name;

    private final Supplier<List<ViewResolver>> resolvers;

    private final RequestLocale locales;

    /**
     * @param name the view's name
     * @param resolvers what finds views, in order
     */
    public ViewLoginPage(String name, Supplier<List<ViewResolver>> resolvers, RequestLocale locales) {
        this.name = name;
        this.resolvers = resolvers;
        this.locales = locales;
    }

    @Override
    public void show(LoginView login, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            view(login, locales.of(request)).render(Map.of("login", login), request, response);
        } catch (IOException | ServletException | RuntimeException ex) {
            throw ex;
        } catch (Exception ex) {
            throw new ServletException("The login page of connection '" + login.connection() + "' failed", ex);
        }
    }

    private View view(LoginView login, Locale locale) throws Exception {
        for (ViewResolver resolver : resolvers.get()) {
            View view = resolver.resolveViewName(name, locale);
            if (view != null) {
                return view;
            }
        }
        throw new ServletException("There is no view '" + name + "', which 'connections." + login.connection()
                + ".login.view' names. Add it, or leave out the property.");
    }
}
