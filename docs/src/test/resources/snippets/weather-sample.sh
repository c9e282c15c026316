mvn -B -ntp -q -pl samples/weather -am spring-boot:run
