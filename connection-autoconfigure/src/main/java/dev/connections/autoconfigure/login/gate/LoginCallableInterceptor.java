package dev.connections.autoconfigure.login.gate;

import dev.connections.login.CurrentLogins;
import dev.connections.login.LoginContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * Lets what a controller gives to be answered in the background, such as a {@code Callable}, work for the same user.
 */
public final class LoginCallableInterceptor implements CallableProcessingInterceptor {

    private static final String LOGINS = LoginCallableInterceptor.class.getName() + ".logins";

    private static final String BEFORE = LoginCallableInterceptor.class.getName() + ".before";

    @Override
    public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
        CurrentLogins logins = LoginContext.current();
        if (logins != null) {
            request.setAttribute(LOGINS, logins.copy(), RequestAttributes.SCOPE_REQUEST);
        }
    }

    @Override
    public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
        CurrentLogins before = LoginContext.set(logins(request, LOGINS));
        if (before != null) {
            request.setAttribute(BEFORE, before, RequestAttributes.SCOPE_REQUEST);
        }
    }

    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
        LoginContext.set(logins(request, BEFORE));
    }

    private static @Nullable CurrentLogins logins(NativeWebRequest request, String attribute) {
        return (CurrentLogins) request.getAttribute(attribute, RequestAttributes.SCOPE_REQUEST);
    }
}
