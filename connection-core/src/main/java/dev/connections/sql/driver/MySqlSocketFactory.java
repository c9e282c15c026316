package dev.connections.sql.driver;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Adapts {@link KeepAliveSocketFactory} to Connector/J, which requires a socket factory class of its own type. */
public final class MySqlSocketFactory extends StandardSocketFactory {

    private final KeepAliveSocketFactory sockets = new KeepAliveSocketFactory();

    /** For the driver. */
    public MySqlSocketFactory() {}

    @Override
    protected Socket createSocket(PropertySet properties) {
        try {
            return sockets.createSocket();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
