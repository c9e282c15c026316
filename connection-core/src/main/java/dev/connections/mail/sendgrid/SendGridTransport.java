package dev.connections.mail.sendgrid;

import com.sendgrid.Client;
import com.sendgrid.Method;
import com.sendgrid.Request;
import com.sendgrid.Response;
import com.sendgrid.SendGrid;
import dev.connections.CredentialsRefusedException;
import dev.connections.mail.MailDeliveryException;
import dev.connections.mail.MailDeliveryException.Delivery;
import dev.connections.mail.MailDeliveryException.RetryAdvice;
import dev.connections.mail.MailReceipt;
import dev.connections.mail.MailTransport;
import dev.connections.mail.OutgoingMail;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/** Hands messages over to SendGrid, by its own library. Safe for use by several threads. */
final class SendGridTransport implements MailTransport {

    private static final int OK = 200;

    private static final int ACCEPTED = 202;

    private static final int UNAUTHORIZED = 401;

    private static final int FORBIDDEN = 403;

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int SERVER_ERROR = 500;

    private static final int UNAVAILABLE = 503;

    private static final int MAX_CONNECTIONS = 20;

    private final String connection;

    private final SendGridSettings settings;

    private final String apiKey;

    private final Client client;

    private final SendGrid api;

    private volatile boolean open = true;

    SendGridTransport(String connection, SendGridSettings settings, String apiKey) {
        this.connection = connection;
        this.settings = settings;
        this.apiKey = apiKey;
        this.client = new Client(http(settings), !settings.isEncrypted());
        this.api = new SendGrid(apiKey, client);
        this.api.setHost(settings.url().getRawAuthority());
    }

    /** It sends each request once, and the key to no other host. */
    private static CloseableHttpClient http(SendGridSettings settings) {
        int connect = (int) settings.connectTimeout().toMillis();
        return HttpClients.custom()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(connect)
                        .setConnectionRequestTimeout(connect)
                        .setSocketTimeout((int) settings.readTimeout().toMillis())
                        .build())
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .build();
    }

    /** Asks what the key may do. */
    void checkKey() throws IOException {
        Response response = call(Method.GET, "scopes", null);
        int status = response.getStatusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new CredentialsRefusedException(
                    connection,
                    "Connection '" + connection + "': SendGrid refused the API key with " + status + ": "
                            + shown(SendGridResponse.problems(response.getBody())),
                    null);
        }
        if (status != OK) {
            throw new IOException(
                    "SendGrid answered with " + status + " when the permissions of the API key " + "were requested");
        }
        if (!SendGridResponse.scopes(response.getBody()).contains("mail.send")) {
            throw new IllegalArgumentException(
                    "the API key may not send mail. Give it the permission 'Mail Send' at SendGrid");
        }
    }

    @Override
    public MailReceipt deliver(OutgoingMail mail) {
        String body = SendGridMail.json(mail, settings.sandbox());
        Response response;
        try {
            response = call(Method.POST, "mail/send", body);
        } catch (IOException ex) {
            boolean sent = !isBeforeRequest(ex);
            throw exception(
                    sent
                            ? "the message was sent, but no answer came, so nobody knows whether it was taken. "
                                    + "It is not sent again unless 'retry.at-least-once' allows it"
                            : "SendGrid cannot be reached",
                    0,
                    sent ? Delivery.UNKNOWN : Delivery.NOT_ACCEPTED,
                    RetryAdvice.PAUSE,
                    ex);
        }
        int status = response.getStatusCode();
        if (status != OK && status != ACCEPTED) {
            throw refused(status, response);
        }
        String messageId = header(response, "x-message-id");
        return new MailReceipt(
                (messageId != null) ? messageId : mail.messageId(),
                status,
                settings.sandbox() ? "checked, but not sent: sandbox" : "accepted");
    }

    private static boolean isBeforeRequest(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof SSLHandshakeException;
    }

    private MailDeliveryException refused(int status, Response response) {
        if (status == UNAUTHORIZED) {
            // the next opening finds out for good, and stays refused
            open = false;
        }
        RetryAdvice advice =
                switch (status) {
                    case UNAUTHORIZED -> RetryAdvice.RECONNECT;
                    case TOO_MANY_REQUESTS, UNAVAILABLE -> RetryAdvice.PAUSE;
                    default -> (status >= SERVER_ERROR) ? RetryAdvice.PAUSE : RetryAdvice.NEVER;
                };
        boolean unknown = status >= SERVER_ERROR && status != UNAVAILABLE;
        return exception(
                "SendGrid answered with " + status + ": " + SendGridResponse.problems(response.getBody())
                        + (unknown ? ". Nobody knows whether it took the message" : ""),
                status,
                unknown ? Delivery.UNKNOWN : Delivery.NOT_ACCEPTED,
                advice,
                null);
    }

    private MailDeliveryException exception(
            String what, int status, Delivery delivery, RetryAdvice advice, @Nullable Throwable cause) {
        return new MailDeliveryException(connection, shown(what), status, delivery, advice, List.of(), cause);
    }

    private String shown(String text) {
        return text.replace(apiKey, "******");
    }

    private Response call(Method method, String endpoint, @Nullable String body) throws IOException {
        Request request = new Request();
        request.setMethod(method);
        request.setEndpoint(endpoint);
        if (body != null) {
            request.setBody(body);
        }
        return api.api(request);
    }

    private static @Nullable String header(Response response, String name) {
        return response.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    boolean isOpen() {
        return open;
    }

    void close() throws IOException {
        open = false;
        client.close();
    }
}
