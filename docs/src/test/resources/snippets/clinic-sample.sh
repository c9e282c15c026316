mvn -B -ntp -q -pl samples/clinic -am spring-boot:run
