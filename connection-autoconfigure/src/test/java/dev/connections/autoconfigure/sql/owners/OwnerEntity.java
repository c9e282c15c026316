package dev.connections.autoconfigure.sql.owners;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "owners")
public class OwnerEntity {

    @Id
    private String name;

    protected OwnerEntity() {
        this("");
    }

    public OwnerEntity(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }
}
