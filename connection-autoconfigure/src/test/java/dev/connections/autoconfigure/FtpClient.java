package dev.connections.autoconfigure;

/** A resource of an application's own. */
public final class FtpClient {

    final String host;

    final String user;

    public volatile boolean open = true;

    FtpClient(String host, String user) {
        this.host = host;
        this.user = user;
    }

    String list(String path) {
        return user + "@" + host + path;
    }
}
