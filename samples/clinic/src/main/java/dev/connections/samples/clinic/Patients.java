package dev.connections.samples.clinic;

import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

// tag::controller[]
@RestController
class Patients {

    private final PatientRepository patients;

    private final SqlConnection laboratory;

    Patients(PatientRepository patients, @Qualifier("laboratory") SqlConnection laboratory) {
        this.patients = patients;
        this.laboratory = laboratory;
    }

    @GetMapping("/patients")
    List<Patient> all() {
        return patients.findAll();
    }

    @PostMapping("/patients")
    @ResponseStatus(HttpStatus.CREATED)
    Patient admit(@RequestBody NewPatient patient) {
        return patients.save(new Patient(patient.name(), patient.species()));
    }

    @GetMapping("/patients/{id}/findings")
    List<Finding> findings(@PathVariable long id) {
        return laboratory.query("select * from finding where patient = :id", Map.of("id", id), Finding.class);
    }

    record NewPatient(String name, String species) {}
}
// end::controller[]
