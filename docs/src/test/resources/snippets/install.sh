mvn -B -ntp -q -DskipTests -pl connection-starter -am install
