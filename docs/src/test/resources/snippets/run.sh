mvn -B -ntp -q spring-boot:run
