curl localhost:8080/actuator/connections
curl localhost:8080/actuator/connections/pet-db
curl -X POST localhost:8080/actuator/connections/pet-db
