insert into scripted values (7);
