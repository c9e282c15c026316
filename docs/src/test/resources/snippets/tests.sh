mvn -B -ntp verify
