insert into pet_owners (person, pet) values ('mary', 'dog'), ('john', 'cat'), ('robert', 'bird');
