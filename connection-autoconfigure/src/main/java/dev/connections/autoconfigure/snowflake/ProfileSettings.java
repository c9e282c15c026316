package dev.connections.autoconfigure.snowflake;

import dev.connections.autoconfigure.SettingsFiles.Remarks;
import dev.connections.autoconfigure.SettingsFiles.Said;
import dev.connections.snowflake.driver.SnowflakeAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * What sections of settings files add to what the application says. A section that comes earlier takes precedence,
 * field by field; but a host stays with the account that it was written beside, and {@link ProfileLogin} says what
 * holds for who logs in.
 */
final class ProfileSettings {

    private static final Map<String, String[]> FIELDS = fields();

    private final Said said;

    private final Remarks remarks;

    private final Path home;

    private final Set<String> inUrl;

    private final ProfileLogin login;

    private final Map<String, OriginTrackedValue> settings = new LinkedHashMap<>();

    ProfileSettings(Said said, Remarks remarks, Path home) {
        this.said = said;
        this.remarks = remarks;
        this.home = home;
        SnowflakeAddress url = new SnowflakeAddress(said.text("url"), null, null, Map.of());
        this.inUrl = url.urlParameterNames();
        this.login = new ProfileLogin(this, said, remarks, url.credentials());
    }

    private static Map<String, String[]> fields() {
        Map<String, String[]> fields = new LinkedHashMap<>();
        fields.put("database", new String[] {"database", "dbname", "db"});
        fields.put("schema", new String[] {"schema", "schemaname"});
        fields.put("warehouse", new String[] {"warehouse", "warehousename"});
        fields.put("role", new String[] {"role", "rolename"});
        fields.put("timezone", new String[] {"timezone"});
        fields.put("query-tag", new String[] {"query_tag"});
        fields.put("properties[workloadIdentityProvider]", new String[] {"workload_identity_provider"});
        fields.put("properties[workloadIdentityEntraResource]", new String[] {"workload_identity_entra_resource"});
        return fields;
    }

    Map<String, OriginTrackedValue> all() {
        return settings;
    }

    void add(ProfileSection section) {
        addAddress(section);
        FIELDS.forEach((key, spellings) -> put(key, section.first(spellings)));
        section.table("session_parameters").forEach(this::putParameter);
        login.add(section);
        if (!section.unasked().isEmpty()) {
            remarks.note(section + " has unknown keys: " + String.join(", ", section.unasked()));
        }
    }

    /** The host of one account is not asked for another one. */
    private void addAddress(ProfileSection section) {
        boolean addressed = knows("account") || knows("host");
        OriginTrackedValue account = section.first("account", "accountname");
        OriginTrackedValue region = section.first("region");
        OriginTrackedValue host = section.first("host");
        OriginTrackedValue port = section.first("port");
        OriginTrackedValue protocol = section.first("protocol");
        put("account", (account != null && region != null) ? joined(account, ".", region) : account);
        if (!addressed) {
            put("host", (host != null && port != null) ? joined(host, ":", port) : host);
            if (protocol != null && ProfileSection.text(protocol).equalsIgnoreCase("http")) {
                put("properties[ssl]", OriginTrackedValue.of("off", protocol.getOrigin()));
            }
        }
    }

    private static OriginTrackedValue joined(OriginTrackedValue first, String sign, OriginTrackedValue second) {
        return OriginTrackedValue.of(
                ProfileSection.text(first) + sign + ProfileSection.text(second), first.getOrigin());
    }

    private void putParameter(String name, OriginTrackedValue value) {
        boolean known = inUrl.contains(name.toLowerCase(Locale.ROOT))
                || said.below("session-parameters").keySet().stream().anyMatch(name::equalsIgnoreCase)
                || settings.keySet().stream().anyMatch(("session-parameters[" + name + "]")::equalsIgnoreCase);
        if (!known) {
            settings.put("session-parameters[" + name + "]", value);
        }
    }

    /** Takes a value unless the key has one. */
    void put(String key, @Nullable OriginTrackedValue value) {
        if (value != null && !knows(key)) {
            settings.put(key, plain(value));
        }
    }

    /** The value of a key, as text; {@code null} if there is none so far. */
    @Nullable
    String text(String key) {
        OriginTrackedValue value = settings.get(key);
        return (value != null) ? ProfileSection.text(value) : said.text(key);
    }

    boolean knows(String key) {
        return text(key) != null || inUrl.contains(key);
    }

    /** A file, which may begin with the sign for the home directory. */
    Path path(OriginTrackedValue value) {
        String text = ProfileSection.text(value);
        return (text.startsWith("~/") || text.startsWith("~\\")) ? home.resolve(text.substring(2)) : Path.of(text);
    }

    private static OriginTrackedValue plain(OriginTrackedValue value) {
        return (value.getValue() instanceof Path)
                ? value
                : OriginTrackedValue.of(String.valueOf(value.getValue()), value.getOrigin());
    }
}
