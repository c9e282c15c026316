package dev.connections.testing.snowflake;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Opens, renews and ends sessions. Safe for use by several threads. */
final class Sessions {

    static final String EXPIRED = "390112";

    private static final String GONE = "390111";

    private static final String MASTER_EXPIRED = "390114";

    private static final String MASTER_UNKNOWN = "390113";

    private final Account account;

    private final String jdbcUrl;

    private final Stages stages;

    private final Set<Session> open = ConcurrentHashMap.newKeySet();

    private final AtomicLong ids = new AtomicLong();

    private volatile @Nullable JsonNode lastLogin;

    Sessions(Account account, String jdbcUrl, Stages stages) {
        this.stages = stages;
        this.account = account;
        this.jdbcUrl = jdbcUrl;
    }

    ObjectNode login(Request request) throws SQLException {
        JsonNode data = request.body().path("data");
        lastLogin = data;
        Optional<String> refusal = account.refusal(data);
        if (refusal.isPresent()) {
            return Json.failure(refusal.get(), "Incorrect username or password was specified.");
        }
        Session session = new Session(ids.incrementAndGet(), String.valueOf(Json.text(data, "LOGIN_NAME")), jdbcUrl);
        session.set("DATABASE", request.query().getOrDefault("databaseName", "TESTDB"));
        session.set("SCHEMA", request.query().getOrDefault("schemaName", "PUBLIC"));
        session.set("WAREHOUSE", request.query().get("warehouse"));
        session.set("ROLE", request.query().getOrDefault("roleName", "PUBLIC"));
        data.path("SESSION_PARAMETERS")
                .propertyStream()
                .forEach(parameter -> session.set(
                        parameter.getKey(),
                        parameter.getValue().isValueNode()
                                ? parameter.getValue().asString()
                                : null));
        open.add(session);
        return Json.success(loggedIn(session));
    }

    private ObjectNode loggedIn(Session session) {
        ObjectNode data = Json.object();
        data.put("token", session.token()).put("masterToken", session.master());
        data.put("validityInSeconds", 3600).put("masterValidityInSeconds", 14400);
        data.put("displayUserName", session.user()).put("serverVersion", "9.0.0");
        data.put("sessionId", session.id()).put("healthCheckInterval", 45);
        SessionParameters.write(session, data);
        data.putObject("sessionInfo")
                .put("databaseName", session.setting("DATABASE"))
                .put("schemaName", session.setting("SCHEMA"))
                .put("warehouseName", session.setting("WAREHOUSE"))
                .put("roleName", session.setting("ROLE"));
        return data;
    }

    /** What the driver said when it logged in last. */
    @Nullable
    JsonNode lastLogin() {
        return lastLogin;
    }

    Optional<Session> byToken(@Nullable String token) {
        return find(session -> session.token().equals(token));
    }

    private Optional<Session> find(Predicate<Session> condition) {
        return open.stream().filter(condition).findFirst();
    }

    /** Why a request of this token is refused, if it is. */
    Optional<ObjectNode> refusal(@Nullable String token) {
        Optional<Session> session = byToken(token);
        if (session.isEmpty()) {
            return Optional.of(Json.failure(GONE, "Session no longer exists.  New login required."));
        }
        return session.get().isTokenExpired()
                ? Optional.of(Json.failure(EXPIRED, "Session token has expired."))
                : Optional.empty();
    }

    ObjectNode renew(Request request) {
        Optional<Session> known = find(session -> session.master().equals(request.token()));
        if (known.isEmpty()) {
            return Json.failure(MASTER_UNKNOWN, "Master token not found.");
        }
        Session session = known.get();
        if (session.isMasterExpired()) {
            return Json.failure(MASTER_EXPIRED, "Master token has expired.");
        }
        session.renew();
        ObjectNode data = Json.object();
        data.put("sessionToken", session.token()).put("validityInSecondsST", 3600);
        data.put("masterToken", session.master()).put("validityInSecondsMT", 14400);
        return Json.success(data.put("sessionId", session.id()));
    }

    void logout(@Nullable String token) {
        byToken(token).ifPresent(this::end);
    }

    private void end(Session session) {
        open.remove(session);
        stages.end(session);
        session.close();
    }

    /** The server forgets all sessions, as it does when it ends them. */
    void endAll() {
        open.forEach(this::end);
    }

    void expireAll(boolean withMasters) {
        open.forEach(session -> session.expire(withMasters));
    }

    int count() {
        return open.size();
    }
}
