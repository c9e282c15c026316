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
 * Who logs in, as sections of settings files say it. The secret of a section goes with the user of that section alone, and only if
 * nothing in front of it has a secret; its authenticator only with a secret of the kind that it takes.
 */
final class ProfileLogin {

    private final ProfileSettings settings;

    private final Said said;

    private final Remarks remarks;

    private final Credentials inUrl;

    /** What the secret that was found so far may be; empty if there is none yet. */
    private final Set<SecretKind> secret = EnumSet.noneOf(SecretKind.class);

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
        Secrets secrets = new Secrets(section);
        OriginTrackedValue authenticator = section.first("authenticator");
        OriginTrackedValue named = section.first("user", "username");
        if (said.hasOtherCredentials()) {
            return;
        }
        if (named != null && user() == null) {
            settings.put("username", named);
        }
        boolean ofUser = isSame((named != null) ? ProfileSection.text(named) : null, user());
        if (authenticator != null && fits(SecretKind.of(ProfileSection.text(authenticator)), ofUser || named == null)) {
            settings.put("authenticator", authenticator);
        }
        if (!ofUser && !secrets.kinds().isEmpty() && secret.isEmpty()) {
            remarks.note("The password, token or key in " + section
                    + " is not used: it is not that of the user who logs in");
        } else if (ofUser && secret.isEmpty()) {
            take(secrets);
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

    private void take(Secrets found) {
        String authenticator = settings.text("authenticator");
        SecretKind kind = (authenticator != null)
                ? SecretKind.of(authenticator)
                : settings.knows("authenticator") ? null : found.usual();
        if (kind == null || !found.kinds().contains(kind)) {
            return;
        }
        secret.add(kind);
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
            case CLIENT_SECRET -> settings.put("properties[oauthClientSecret]", found.clientSecret);
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

    /** The secrets of a section. */
    private static final class Secrets {

        private final @Nullable OriginTrackedValue password;

        private final @Nullable OriginTrackedValue token;

        private final @Nullable OriginTrackedValue tokenFile;

        private final @Nullable OriginTrackedValue keyFile;

        private final @Nullable OriginTrackedValue pem;

        private final @Nullable OriginTrackedValue passphrase;

        private final @Nullable OriginTrackedValue clientSecret;

        Secrets(ProfileSection section) {
            this.password = section.first("password");
            this.token = section.first("token");
            this.tokenFile = section.first("token_file_path");
            this.keyFile = section.first("private_key_file", "private_key_path");
            this.pem = section.first("private_key_raw");
            this.passphrase = section.first("private_key_file_pwd", "private_key_pwd", "private_key_passphrase");
            this.clientSecret = section.first("oauth_client_secret");
        }

        Set<SecretKind> kinds() {
            Set<SecretKind> kinds = EnumSet.noneOf(SecretKind.class);
            if (keyFile != null || pem != null) {
                kinds.add(SecretKind.KEY);
            }
            if (password != null) {
                kinds.add(SecretKind.PASSWORD);
            }
            if (token != null || tokenFile != null) {
                kinds.add(SecretKind.TOKEN);
            }
            if (clientSecret != null) {
                kinds.add(SecretKind.CLIENT_SECRET);
            }
            return kinds;
        }

        /** What is meant where no authenticator is named; a token may stand for a password then. */
        @Nullable
        SecretKind usual() {
            for (SecretKind kind : new SecretKind[] {SecretKind.KEY, SecretKind.PASSWORD, SecretKind.TOKEN}) {
                if (kinds().contains(kind)) {
                    return kind;
                }
            }
            return null;
        }
    }
}
