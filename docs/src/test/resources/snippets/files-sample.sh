mvn -B -ntp -q -pl samples/files -am spring-boot:run
