create table pet_owners (person varchar(20), pet varchar(20));
insert into pet_owners values ('jerry', 'fish'), ('barbara', 'cat');
