package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionBean;
import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.Connections;
import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import dev.connections.credentials.Credentials;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Factory, type and handle may each have a resource type of their own, so that none of them needs a cast. */
class HandleTypesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class))
            .withBean(NotesConnectionType.class)
            .withPropertyValues("connections.notes.type=notes", "connections.notes.first=one");

    @Test
    void theFactoryIsMoreSpecificThanTheTypeAndTheHandleIsMoreGeneral() {
        runner.run(context -> {
            Notes notes = context.getBean(Notes.class);
            assertThat(notes.length()).isEqualTo(3);
            assertThat(notes.<Object, RuntimeException>call(resource -> resource))
                    .isInstanceOf(StringBuilder.class);
            assertThat(context.getBean(Connections.class).get("notes", Notes.class))
                    .isSameAs(notes);
            notes.reset();
            assertThat(notes.length()).isEqualTo(3);
        });
    }

    @Test
    void theHandleFollowsAReload() {
        runner.run(context -> {
            context.getBean(Connections.class).reload("notes");
            assertThat(context.getBean(NotesHandle.class).reloads).isEqualTo(1);
        });
    }

    @Test
    void theMethodOfAnInterfaceGivesABean() {
        runner.run(context -> {
            assertThat(context.getBean("notesSummary")).isEqualTo(new Summary("notes"));
            assertThat(context.getBean(Summary.class)).isSameAs(context.getBean("notesSummary"));
        });
    }

    interface Notes extends ManagedConnection<Object> {

        int length();

        @ConnectionBean(defaultCandidate = true)
        Summary summary();
    }

    record Summary(String connection) {}

    record NotesProperties(String first) {}

    static final class NotesHandle extends DelegatingConnection<Object> implements Notes {

        private final ManagedConnection<CharSequence> text;

        private int reloads;

        NotesHandle(ManagedConnection<CharSequence> text) {
            super(text);
            this.text = text;
        }

        @Override
        public int length() {
            return text.<Integer, RuntimeException>call(CharSequence::length);
        }

        @Override
        public Summary summary() {
            return new Summary(name());
        }
    }

    record NotesFactory(String first) implements ConnectionFactory<StringBuilder> {

        @Override
        public StringBuilder connect(Credentials credentials) {
            return new StringBuilder(first);
        }

        @Override
        public boolean isOpen(StringBuilder notes) {
            return !notes.isEmpty();
        }

        @Override
        public void close(StringBuilder notes) {
            notes.setLength(0);
        }
    }

    static final class NotesConnectionType implements ConnectionType<NotesProperties, CharSequence, NotesHandle> {

        @Override
        public ConnectionFactory<StringBuilder> connectionFactory(ConnectionDefinition<NotesProperties> definition) {
            return new NotesFactory(definition.properties().first());
        }

        @Override
        public NotesHandle handle(
                ManagedConnection<CharSequence> connection, ConnectionDefinition<NotesProperties> definition) {
            return new NotesHandle(connection);
        }

        @Override
        public Runnable reconfigure(NotesHandle handle, ConnectionDefinition<NotesProperties> definition) {
            return () -> handle.reloads++;
        }
    }
}
