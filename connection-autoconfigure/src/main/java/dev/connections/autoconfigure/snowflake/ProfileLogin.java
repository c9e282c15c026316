package dev.connections.autoconfigure.snowflake;

import dev.connections.autoconfigure.SettingsFiles.Remarks;
import dev.connections.autoconfigure.SettingsFiles.Said;
import dev.connections.credentials.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * Who logs in, as sections of settings files say it. The secret of a section goes with the user of that section alone,
 * and only if nothing in front of it has a secret. It is sent where that section or the application says: what a later
 * one names of users, authenticators and addresses of tokens is passed over then.
 */
final class ProfileLogin {

    private final ProfileSettings settings;

    private final Said said;

    private final Remarks remarks;

    private final Credentials inUrl;

    /** What the secret that was found so far may be; empty if there is none yet. */
    private final Set<SecretKind> secret = EnumSet.noneOf(SecretKind.class);

    /** Whether it is that of a section. */
    private boolean taken;

    ProfileLogin(ProfileSettings settings, Said said, Remarks remarks, Credentials inUrl) {
        this.settings = settings;
        this.said = said;
        this.remarks = remarks;
        this.inUrl = inUrl;
        if (settings.knows("private-key.file")
                || settings.knows("private-key.pem")
                || settings.knows("private-key.ssl-bundle")) {
            secret.add(SecretKind.KEY);
        }
        if (settings.knows("token")) {
            secret.add(SecretKind.TOKEN);
        }
        if (settings.knows("password") || inUrl.secret() != null) {
            // either, as the authenticator says
            secret.add(SecretKind.PASSWORD);
            secret.add(SecretKind.TOKEN);
        }
        if (settings.knows("properties[oauthClientSecret]")) {
            secret.add(SecretKind.CLIENT_SECRET);
        }
    }

    void add(ProfileSection section) {
        SectionSecrets secrets = new SectionSecrets(section);
        OriginTrackedValue authenticator = section.first("authenticator");
        OriginTrackedValue named = section.first("user", "username");
        if (said.hasOtherCredentials() || taken) {
            return;
        }
        if (named != null && user() == null) {
            settings.put("username", named);
        }
        boolean ofUser = isSame((named != null) ? ProfileSection.text(named) : null, user());
        if (authenticator != null && fits(SecretKind.of(ProfileSection.text(authenticator)), ofUser || named == null)) {
            settings.put("authenticator", authenticator);
        }
        if (secret.contains(SecretKind.CLIENT_SECRET)) {
            secrets.client.forEach(settings::put);
        } else if (secret.isEmpty() && ofUser) {
            take(secrets);
        } else if (secret.isEmpty() && !secrets.kinds().isEmpty()) {
            remarks.note("The password, token or key in " + section
                    + " is not used: it is not that of the user who logs in");
        }
    }

    private boolean fits(SecretKind kind, boolean ofUser) {
        return secret.isEmpty() ? ofUser : secret.contains(kind);
    }

    private @Nullable String user() {
        for (String key : new String[] {"username", "user"}) {
            String user = settings.text(key);
            if (user != null) {
                return user;
            }
        }
        return inUrl.user();
    }

    /** Snowflake's names are the same in any case. */
    private static boolean isSame(@Nullable String user, @Nullable String other) {
        return (user == null) ? other == null : user.equalsIgnoreCase(other);
    }

    private void take(SectionSecrets found) {
        String authenticator = settings.text("authenticator");
        SecretKind kind = (authenticator != null)
                ? SecretKind.of(authenticator)
                : settings.knows("authenticator") ? null : found.usual();
        if (kind == null || !found.kinds().contains(kind)) {
            return;
        }
        secret.add(kind);
        taken = true;
        switch (kind) {
            case KEY -> {
                if (found.keyFile != null) {
                    settings.put(
                            "private-key.file",
                            OriginTrackedValue.of(settings.path(found.keyFile), found.keyFile.getOrigin()));
                } else {
                    settings.put("private-key.pem", found.pem);
                }
                settings.put("private-key.passphrase", found.passphrase);
            }
            case TOKEN -> settings.put("password", (found.token != null) ? found.token : inFile(found.tokenFile));
            case CLIENT_SECRET -> {
                settings.put("properties[oauthClientSecret]", found.clientSecret);
                found.client.forEach(settings::put);
            }
            default -> settings.put("password", found.password);
        }
    }

    /** A token is taken as the secret, by which one that is replaced is noticed. */
    private @Nullable OriginTrackedValue inFile(@Nullable OriginTrackedValue tokenFile) {
        if (tokenFile == null) {
            return null;
        }
        Path path = settings.path(tokenFile);
        try {
            return OriginTrackedValue.of(Files.readString(path).strip(), tokenFile.getOrigin());
        } catch (IOException ex) {
            remarks.problem(
                    "profile",
                    "names a file for the token at " + tokenFile.getOrigin() + ". " + ProfileFile.reason(path, ex));
            return null;
        }
    }
}
