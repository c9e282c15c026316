mvn -B -ntp -q -pl samples/quickstart -am spring-boot:run
