create table pet_owners (person varchar(40) primary key, pet varchar(40) not null);
