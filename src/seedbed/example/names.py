"""Who and where: the name of the example organisation and invented names of people.

Ferrowmere Lamp Works does not exist, and neither does anybody in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from random import Random

NAME = "Ferrowmere Lamp Works (fictional)"
NOTICE = "Ferrowmere Lamp Works is fictional: its people, units, agents and figures were made up by a simulation."
DOMAIN = "ferrowmere.example"
FORGE = "https://forge.example/ferrowmere/agents"
OWNER = "ferrowmere"
AI_OFFICE = "ai-office"

FIRST_NAMES = """
    Amara Anselm Astrid Bashir Béatrice Bogdan Carmen Chidi Clara Dalia Dmitri Edda Emeka Esra Farid Fenna Gabor
    Grete Hamza Hedda Ilir Imani Ines Ivo Jasmin Jonas Kaia Karim Kasia Kenji Lars Leila Linh Lucía Mads Malika
    Marek Mei Milan Nadia Naoki Nils Noor Oksana Olu Oscar Paloma Pavel Petra Priya Quentin Rafael Rania Rosa Ruben
    Sanna Santiago Selma Sipho Sofia Stefan Tamar Tariq Thea Tomas Uma Valentin Vera Viggo Wanjiru Wiktor Xenia Yara
    Yusuf Zainab Zoë
"""

LAST_NAMES = """
    Abara Achterberg Adeyemi Araújo Andersen Aydin Bakker Banerjee Barbosa Bergqvist Blum Boateng Calder Castellan
    Chaudhry Cruz Dahl Delacroix Demir Dogan Duarte Eklund Eriksen Fadel Falk Ferreira Fischbach Fontaine Gallagher
    Georgiou Goto Grande Haddad Halloran Hansen Hartmann Horváth Ibrahim Ionescu Ito Jankowski Jensen Juhász Kamau
    Keller Khalil Kowal Kruger Kurosawa Lambert Larsen Lindgren Lombardi Maduro Mahlangu Marchetti Mensah Mikkelsen
    Moreau Mwangi Nakamura Nassar Núñez Nguyen Novak Nowak Obi Okafor Okonkwo Olsen Orlov Öztürk Paredes Petrov
    Pham Pinto Popescu Quist Rahman Ramos Reinholt Ribeiro Rossi Saar Salinas Santos Sato Schilling Silva Sorokin
    Stavros Sundberg Szabó Takeda Tanaka Thorne Toure Uddin Varga Vasquez Verhoeven Vidal Vogel Wachira Weaver
    Winter Yamamoto Zeman Ziegler
"""


def slug(text: str, /) -> str:
    """Text as an identifier: lower-case ASCII letters and digits, words joined by single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def person_names(rng: Random, /) -> Iterator[str]:
    """Names of people without end, never the same one twice; long lists of people get double last names."""
    firsts, lasts = FIRST_NAMES.split(), LAST_NAMES.split()
    used: set[str] = set()
    for turn in count():
        for _ in range(len(firsts) * len(lasts) // 4):
            name = f"{rng.choice(firsts)} {'-'.join(rng.choice(lasts) for _ in range(turn + 1))}"
            if name not in used:
                used.add(name)
                yield name
