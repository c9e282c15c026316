package dev.connections.samples.clinic;

/** An entity that is mapped in {@code orm.xml}. */
class Animal {

    private Long id;

    private String name;

    Long id() {
        return id;
    }

    String name() {
        return name;
    }
}
